import { FOLDER, type StoreHome, workInStore } from '../../contracts/store-home'
import { Process } from '../world/process'
import { World } from '../world/world'
import { SimStore } from './sim-store'
import { StoreFile } from './store-file'

export interface SimHome extends StoreHome {
  readonly world: World
  readonly file: StoreFile
  /** A process, and its store. */
  begin(): { process: Process; store: SimStore }
}

export function simHome(seed = 1): SimHome {
  const world = new World(seed)
  const file = new StoreFile(world)
  const begin = (): { process: Process; store: SimStore } => {
    const process = new Process(world)
    return { process, store: new SimStore(file, process, { defaultFolder: FOLDER }) }
  }
  return {
    world,
    file,
    begin,
    open() {
      const { store } = begin()
      return Object.assign(store, { end: () => store.close() })
    },
    startProcess(url) {
      const { process, store } = begin()
      const id = workInStore(store, url)
      return Promise.resolve({
        id,
        kill() {
          process.die()
          return Promise.resolve()
        },
      })
    },
  }
}
