// Style sheets are imported for their effect, pictures for their address; Vite turns them into files of the build.
declare module '*.css'
declare module '*.svg' {
  const address: string
  export default address
}
