/** What is shown of one download beyond its row. */
export const DETAILS_ARGUMENTS = {} as const

export type DetailsResults = Record<never, never>

export type DetailsEvents = Record<never, never>
