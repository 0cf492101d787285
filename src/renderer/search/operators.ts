/** What may stand before a colon in a search, and the other names that people try for it. */
export const OPERATORS = {
  status: ['state', 'is'],
  type: ['category', 'kind'],
  ext: ['extension'],
  host: ['site', 'server', 'domain'],
  name: ['file'],
  link: ['url'],
  folder: ['dir', 'in', 'path'],
  error: ['problem'],
  size: ['length'],
  added: ['date'],
  finished: ['done', 'completed'],
  proof: ['proven'],
} as const satisfies Record<string, readonly string[]>

export type Operator = keyof typeof OPERATORS

/** In the order in which they are suggested. */
export const ALL_OPERATORS = Object.keys(OPERATORS) as Operator[]

/** Those whose value is a text that may stand anywhere in the field of the same name. */
export const TEXT_OPERATORS = ['name', 'link', 'host', 'folder', 'error'] as const

export type TextOperator = (typeof TEXT_OPERATORS)[number]

/** The operator of this name, or null. `localised` are further names, by operator. */
export function operatorNamed(
  name: string,
  localised: Partial<Record<Operator, readonly string[]>> = {},
): Operator | null {
  const wanted = name.toLowerCase()
  const goesBy = (operator: Operator): boolean => {
    const names: readonly string[] = [operator, ...OPERATORS[operator]]
    if (names.includes(wanted)) return true
    return localised[operator]?.some((other) => other.toLowerCase() === wanted) ?? false
  }
  return ALL_OPERATORS.find(goesBy) ?? null
}
