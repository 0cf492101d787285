import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { importsOf } from './imports-of'
import {
  ABOVE_PAGE_LIB,
  COMPOSES,
  ENGINE_FOR_IO,
  ICONS,
  PAGE_LIB,
  ROOMS,
  type Room,
  RUNS_ENGINE,
  roomOf,
} from './rooms'

/** What a file imports against the rules of its room: file, import and rule, a line each. */
export function trespasses(path: string, text: string): string[] {
  const room = roomOf(path)
  if (!room) return [`${path} stands in no room: see the table in test/rooms/rooms.ts`]
  return importsOf(path, text)
    .map((target) => ({ target, rule: brokenRule(room, path, target) }))
    .filter(({ rule }) => rule !== null)
    .map(({ target, rule }) => `${path} imports ${target}, but ${rule}`)
}

function brokenRule(room: Room, path: string, target: string): string | null {
  if (target.startsWith('.')) {
    return brokenDoor(room, path, posix.join(posix.dirname(path), target.replace(/\?.*$/u, '')))
  }
  return mayImportPackage(room, target) ? null : room.rule
}

function brokenDoor(room: Room, path: string, target: string): string | null {
  // The version and name of the product; bundled as a constant.
  if (target === 'package.json' && room.node) return null
  if (room === SHELL && target.startsWith(ICONS)) return null
  const other = roomOf(`${target}/`)
  if (path.startsWith(PAGE_LIB) && ABOVE_PAGE_LIB.some((folder) => target.startsWith(folder))) {
    return `${PAGE_LIB} holds no state: stores, actions and components import it`
  }
  if (other === room) return null
  if (!other || !room.rooms.includes(other.folder)) return room.rule
  if (room === IO && other === ENGINE && path !== RUNS_ENGINE && !isOpenToIo(target)) {
    return `io knows only ports and errors of the engine; it is run in ${RUNS_ENGINE}`
  }
  if (room === SHELL && other === IO && path !== COMPOSES) {
    return `in the shell ports meet adapters only in ${COMPOSES}`
  }
  return null
}

function mayImportPackage({ packages, node, electron }: Room, target: string): boolean {
  const name = target.split('/', target.startsWith('@') ? 2 : 1).join('/')
  if (name === 'electron') return electron
  if (target.startsWith('node:') || builtinModules.includes(name)) return node
  if (packages === 'none') return false
  return packages === 'any' || packages.includes(name)
}

function isOpenToIo(target: string): boolean {
  return ENGINE_FOR_IO.some((door) => target === door || target.startsWith(`${door}/`))
}

function named(folder: string): Room {
  const room = ROOMS.find((candidate) => candidate.folder === folder)
  if (!room) throw new Error(`no room ${folder}`)
  return room
}

const ENGINE = named('src/main/engine')
const IO = named('src/main/io')
const SHELL = named('src/main/shell')
