import type { SimResource } from './sim-resource'

/** The parts of a link in the simulated network. */
export interface Link {
  readonly resource: number
  readonly generation: number
  /** When the target of a redirect expires, in the world's time; null for other links. */
  readonly signedUntilMs: number | null
  /** Without the query and the mark of a signed link. */
  readonly path: string
}

/** The link that leads to a resource now. */
export function linkTo({ number, host, generation }: SimResource): string {
  const query = generation === 1 ? '' : `?v=${generation}`
  return `https://h${host}.example/r${number}/file${number}.bin${query}`
}

/** The parts of a link; null if it leads to no resource. */
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
