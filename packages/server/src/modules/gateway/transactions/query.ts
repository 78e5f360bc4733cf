// What the queries share: the person asked about, and the record of having looked.
import { type Outcome, refused } from '@yibao/kernel'
import { findPerson, type Person } from '../../person/index.ts'
import { type Desks, type Exchange, looked } from '../exchange.ts'

export async function personOr(desks: Desks, personNo: string): Promise<Outcome<Person>> {
  const person = await findPerson(desks.reader, personNo)
  return person ? { ok: true, value: person } : refused('person_unknown', { personNo })
}

export const see = (exchange: Exchange, desks: Desks, personNo: string, fields: string, shown: number) =>
  looked(exchange, desks, { personNo, purpose: exchange.infno, fields, shown })
