/** The time that is proposed for a later start: the next full hour that is at least an hour away. */
export function defaultTime(now: Date): string {
  const time = new Date(now)
  time.setHours(time.getHours() + 2, 0, 0, 0)
  return asLocal(time)
}

/** As `<input type="datetime-local">` has it: `2026-03-04T05:06`, by the clock on the wall. */
export function asLocal(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`
}
