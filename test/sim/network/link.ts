import type { SimResource } from './sim-resource'

/** What a link of the simulated network says. */
export interface Link {
  readonly resource: number
  readonly generation: number
  /** Until when a link is good that a redirect leads to, in the world's time; null for others. */
  readonly signedUntilMs: number | null
  /** Without the query, and without what tells that it is signed. */
  readonly path: string
}

/** The link by which a resource is reached now. */
export function linkTo({ number, host, generation }: SimResource): string {
  const query = generation === 1 ? '' : `?v=${generation}`
  return `https://h${host}.example/r${number}/file${number}.bin${query}`
}

/** null for what is no link to a resource. */
export function parseLink({ pathname, searchParams }: URL): Link | null {
  const [, signed, path, number] = /^(\/signed)?(\/r(\d+)\/file\3\.bin)$/u.exec(pathname) ?? []
  if (path === undefined) return null
  return {
    resource: Number(number),
    generation: Number(searchParams.get('v') ?? 1),
    signedUntilMs: signed === undefined ? null : Number(searchParams.get('until')),
    path,
  }
}
