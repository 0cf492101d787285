import { expect, it } from 'vitest'
import { TypedName } from '../../src/renderer/components/list/typed-name'

it('grows letter by letter, and begins anew after a pause', () => {
  const typed = new TypedName()
  expect(typed.type('r', 0)).toEqual({ startsWith: 'r', isNew: true })
  expect(typed.type('o', 100)).toEqual({ startsWith: 'ro', isNew: false })
  expect([typed.isEmptyAt(200), typed.isEmptyAt(5000)]).toEqual([false, true])
  expect(typed.type('w', 5000)).toEqual({ startsWith: 'w', isNew: true })
})

it('goes on to the next name when the same letter comes again', () => {
  const typed = new TypedName()
  typed.type('a', 0)
  expect(typed.type('a', 100)).toEqual({ startsWith: 'a', isNew: true })
  expect(typed.type('b', 200)).toEqual({ startsWith: 'ab', isNew: false })
})
