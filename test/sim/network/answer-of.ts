import type { World } from '../world/world'
import {
  type Asked,
  goodAnswer,
  type PlannedAnswer,
  type Served,
  statusAnswer,
} from './good-answer'
import type { Link } from './link'
import { LIES, loginPage } from './manners'
import type { SimResource, Version } from './sim-resource'

/** Nodes of a content delivery network, each with its own ETag. */
const NODES = 3

/** Plans the response of a resource's server to a request, in its current manner. */
export function answerOf(
  resource: SimResource,
  link: Link,
  asked: Asked,
  world: World,
): PlannedAnswer {
  const expiry = expiryOf(resource, link, world)
  if (expiry === 'login-page') return loginPage()
  if (expiry !== null) return statusAnswer(expiry)
  const { behaviour } = resource
  const order = behaviour.requests
  behaviour.requests += 1
  const node = world.pick(1, NODES)
  const served = servedBy(resource, resource.current, node)
  const before = resource.versions.at(-2)
  return LIES[behaviour.manner](goodAnswer(served, asked), {
    world,
    path: link.path,
    asked,
    served,
    servedBefore: before === undefined ? null : servedBy(resource, before, node),
    isRedirected: link.signedUntilMs !== null,
    order,
  })
}

function expiryOf(
  resource: SimResource,
  link: Link,
  world: World,
): ReturnType<SimResource['expiryOf']> {
  if (link.signedUntilMs === null) return resource.expiryOf(link.generation)
  return world.now() < link.signedUntilMs ? null : 403
}

function servedBy(resource: SimResource, version: Version, node: number): Served {
  const { validator, checksum } = resource.story
  const { bytes, etag, lastModified } = version
  return {
    bytes,
    etag: validator === 'nodes' ? `${etag?.slice(0, -1)}-node${node}"` : etag,
    lastModified,
    sha256: checksum === 'header' ? resource.digest(version).toString('base64') : null,
  }
}
