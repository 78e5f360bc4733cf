// Before the first browser test and after the last one: one city for all files, told to their processes in the environment.
import { type StartedCity, startCity } from './start.ts'

let city: StartedCity | undefined

export async function globalSetup(): Promise<void> {
  if (process.env.YIBAO_CONSOLE_URL) return
  city = await startCity()
  process.env.YIBAO_CONSOLE_URL = city.url
  process.env.YIBAO_CONSOLE_NAME = city.name
  process.env.YIBAO_CONSOLE_PASSWORD = city.password
  process.env.YIBAO_CONSOLE_FIRST_LOGINS = JSON.stringify(city.firstLogins)
}

export async function globalTeardown(): Promise<void> {
  await city?.close()
}
