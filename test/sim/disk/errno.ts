/** The error that Node throws for a system error code. */
export function errno(code: string): Error {
  return Object.assign(new Error(code), { code })
}
