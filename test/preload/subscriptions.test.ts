import { expect, it, vi } from 'vitest'
import { Subscriptions } from '../../src/preload/subscriptions'

it('hands an update to the listeners of its event alone', () => {
  const subscriptions = new Subscriptions()
  const [notices, accents] = [vi.fn(), vi.fn()]
  subscriptions.on('notice', notices)
  subscriptions.on('accent', accents)
  subscriptions.deliver([{ name: 'notice', payload: { text: 'Saved.' } }])
  expect(notices).toHaveBeenCalledExactlyOnceWith({ text: 'Saved.' })
  expect(accents).not.toHaveBeenCalled()
})

it('delivers a batch in its order', () => {
  const subscriptions = new Subscriptions()
  const texts: (string | null)[] = []
  subscriptions.on('accent', (accent) => texts.push(accent))
  subscriptions.on('notice', ({ text }) => texts.push(text))
  subscriptions.deliver([
    { name: 'notice', payload: { text: 'first' } },
    { name: 'accent', payload: '#aabbcc' },
    { name: 'notice', payload: { text: 'last' } },
  ])
  expect(texts).toEqual(['first', '#aabbcc', 'last'])
})

it('calls a listener until its subscription ends', () => {
  const subscriptions = new Subscriptions()
  const listener = vi.fn()
  const endFirst = subscriptions.on('openSettings', listener)
  subscriptions.on('openSettings', listener)
  const update = { name: 'openSettings', payload: null } as const
  subscriptions.deliver([update])
  expect(listener).toHaveBeenCalledTimes(2)
  endFirst()
  subscriptions.deliver([update])
  expect(listener).toHaveBeenCalledTimes(3)
})

it('lets a listener end subscriptions during delivery', () => {
  const subscriptions = new Subscriptions()
  const later = vi.fn()
  const endFirst = subscriptions.on('accent', () => endFirst())
  subscriptions.on('accent', later)
  subscriptions.deliver([{ name: 'accent', payload: null }])
  expect(later).toHaveBeenCalledOnce()
})
