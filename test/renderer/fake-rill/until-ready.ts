import { useApp } from '../../../src/renderer/stores/app'

/** Resolves when the page has its first list, rejects when it could not start. */
export function untilReady(): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = ({ phase, problem }: ReturnType<typeof useApp.getState>): void => {
      if (phase === 'ready') resolve()
      if (phase === 'broken') reject(new Error(problem ?? 'the page could not start'))
    }
    useApp.subscribe(look)
    look(useApp.getState())
  })
}
