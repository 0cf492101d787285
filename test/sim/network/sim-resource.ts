import type { Checksum } from '../../../src/shared/checksum'
import type { Manner, ResourceStory, StoryEvent } from '../story/story'
import type { World } from '../world/world'
import { contentOf, digestOfContent } from './content'

/** A version of a resource. */
export interface Version {
  /** 1 for the first. */
  readonly number: number
  /** Read-only. */
  readonly bytes: Uint8Array
  readonly etag: string | null
  readonly lastModified: string | null
  /** When it appeared, in milliseconds since 1970. */
  readonly epochMs: number
}

/** The response of an expired link. */
export type Expiry = Extract<StoryEvent, { readonly do: 'expire-link' }>['how']

/** A manner that lasts for a while. */
export interface Misbehaviour {
  readonly manner: Manner
  /** Requests answered so far. */
  requests: number
}

/** Versions of a resource before their contents repeat. */
const MOST_VERSIONS = 64

/** Last-Modified counts in seconds, and every version has its own. */
const LEAST_BETWEEN_VERSIONS_MS = 2_000

/** The age of the first versions when the world begins. */
const FIRST_AGE_MS = 30 * 24 * 3_600_000

const toSecond = (epochMs: number): number => Math.floor(epochMs / 1000) * 1000

/** A file on a host, with its versions and links. */
export class SimResource {
  readonly number: number
  readonly host: number
  readonly story: ResourceStory
  readonly versions: Version[] = []
  /** The response of each expired generation of the link. */
  readonly #expired = new Map<number, Expiry>()
  readonly #misbehaviours: Misbehaviour[]
  readonly #world: World
  #modifiedMs: number

  constructor(world: World, number: number, host: number, story: ResourceStory) {
    this.number = number
    this.host = host
    this.story = story
    this.#world = world
    this.#misbehaviours = [{ manner: story.manner, requests: 0 }]
    this.#modifiedMs = toSecond(world.epochMs() - FIRST_AGE_MS)
    this.#appear(story.lengthBytes)
  }

  get current(): Version {
    const version = this.versions.at(-1)
    if (version === undefined) throw new Error('a resource has no version')
    return version
  }

  /** The current manner. */
  get behaviour(): Misbehaviour {
    return this.#misbehaviours.at(-1) ?? { manner: 'good', requests: 0 }
  }

  /** The generation of its current link; the first is 1. */
  get generation(): number {
    return this.#expired.size + 1
  }

  /** The response of an expired link; null if the link is current, 404 if it never existed. */
  expiryOf(generation: number): Expiry | null {
    if (generation === this.generation) return null
    return this.#expired.get(generation) ?? 404
  }

  expire(how: Expiry): void {
    this.#expired.set(this.generation, how)
  }

  change(lengthBytes: number): void {
    const nextMs = this.#modifiedMs + LEAST_BETWEEN_VERSIONS_MS
    this.#modifiedMs = Math.max(nextMs, toSecond(this.#world.epochMs()))
    this.#appear(lengthBytes)
  }

  begin(misbehaviour: Misbehaviour): void {
    this.#misbehaviours.push(misbehaviour)
  }

  end(misbehaviour: Misbehaviour): void {
    const index = this.#misbehaviours.indexOf(misbehaviour)
    if (index >= 0) this.#misbehaviours.splice(index, 1)
  }

  /** Ends all its manners. */
  heal(): void {
    this.#misbehaviours.length = 0
  }

  checksum(version: Version): Checksum {
    return { algorithm: 'sha256', hex: this.digest(version).toString('hex') }
  }

  digest({ number, bytes }: Version): Buffer {
    return digestOfContent(this.#content(number), bytes.byteLength)
  }

  #content(version: number): number {
    return this.number * MOST_VERSIONS + (version % MOST_VERSIONS)
  }

  #appear(lengthBytes: number): void {
    const number = this.versions.length + 1
    const { validator } = this.story
    const hasDate = validator === 'strong' || validator === 'date' || validator === 'nodes'
    const tag = `"${this.number}-${number}"`
    this.versions.push({
      number,
      bytes: contentOf(this.#content(number), lengthBytes),
      etag:
        validator === 'weak'
          ? `W/${tag}`
          : validator === 'date' || validator === 'none'
            ? null
            : tag,
      lastModified: hasDate ? new Date(this.#modifiedMs).toUTCString() : null,
      epochMs: this.#world.epochMs(),
    })
  }
}
