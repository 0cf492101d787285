import type { Contender } from './contender'
import { asyncFunctions } from './contenders/async-functions'
import { effection } from './contenders/effection'
import { rill } from './contenders/rill'

/** By the name over the column; the first is the one with which the others are compared. */
export const CONTENDERS: ReadonlyMap<string, Contender> = new Map([
  ["Rill's kernel", rill],
  ['async functions', asyncFunctions],
  ['Effection 4', effection],
])
