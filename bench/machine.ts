import { cpus, release, totalmem, type } from 'node:os'
import { electronSays } from './contenders'
import { ELECTRON } from './electron/binary'

const GIB = 1024 ** 3

/** The machine and its runtimes in a sentence. */
export function describeMachine(): string {
  const processors = cpus()
  const memory = `${Math.round(totalmem() / GIB)} GiB of memory`
  const processor = `${processors.length} x ${processors[0]?.model.trim() ?? process.arch}`
  const electron = ELECTRON === '' ? '' : `, Electron ${electronSays('process.versions.electron')}`
  return `${processor}, ${memory}, ${type()} ${release()}, Node ${process.versions.node}${electron}`
}
