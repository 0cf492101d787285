/** What Node throws when the system says so. */
export function errno(code: string): Error {
  return Object.assign(new Error(code), { code })
}
