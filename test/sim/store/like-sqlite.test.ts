import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sqliteHome } from '../../io/sqlite-home'
import { tempFolder } from '../../io/temp-folder'
import { simHome } from './sim-home'
import { answer, storeCommand } from './store-command'

const RUNS = 100
const SEED = 20_261_121

const step = fc.record({
  process: fc.nat(1),
  /** Before it does anything, the process is succeeded by another one. */
  isNew: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  command: storeCommand,
})

it('the simulated store answers like SQLite to two processes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const homes = [sqliteHome(tempFolder()), simHome()]
      const stores = homes.map((home) => [home.open(), home.open()])
      for (const { process, isNew, command } of steps) {
        const [real, simulated] = homes.map((home, index) => {
          const mine = stores[index] ?? []
          if (isNew) {
            mine[process]?.end()
            mine[process] = home.open()
          }
          const store = mine[process]
          return store && answer(store, command)
        })
        expect(simulated, command.name).toEqual(real)
      }
      for (const store of stores.flat()) store.end()
      const [real, simulated] = homes.map((home) => {
        const last = home.open()
        const all = last.claims.takeAll()
        last.end()
        return all
      })
      expect(simulated).toEqual(real)
    }),
    { numRuns: RUNS, seed: SEED },
  )
}, 60_000)
