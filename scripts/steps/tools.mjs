import { join } from 'node:path'
import { MODULES } from '../setup/paths.mjs'

/** The command of a tool in node_modules, by the path of its program there. */
export const tool = (...path) => [process.execPath, join(MODULES, ...path)]
