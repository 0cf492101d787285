/** Puts something on `globalThis` for end-to-end tests, which ask for it by `RILL_E2E=1`. */
export function exposeToTests(name: `rill${string}`, value: unknown): void {
  if (process.env.RILL_E2E === '1') Object.assign(globalThis, { [name]: value })
}
