import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MUTANTS } from '../../scripts/mutants.mjs'

const PROJECT = join(import.meta.dirname, '..', '..')

describe('a mutant of the engine', () => {
  it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
    'finds its passage just once: %s',
    async (_name, { file, find }) => {
      const code = await readFile(join(PROJECT, file), 'utf8')
      expect(code.split(find)).toHaveLength(2)
    },
  )
})
