// Tables of the console as files for office programs.
export { OFFICE_CSV_BEGIN as CSV_BEGIN, officeCsvCell as csvCell, officeCsvRow as csvRow } from '@yibao/kernel'
