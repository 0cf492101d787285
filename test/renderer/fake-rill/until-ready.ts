import { useApp } from '../../../src/renderer/stores/app'
import { useList } from '../../../src/renderer/stores/list'

/** Resolves when the page has a list newer than `version`, rejects when it could not start. */
export function untilReady(version: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const { phase, problem } = useApp.getState()
      const isReady = phase === 'ready' && useList.getState().version > version
      if (phase === 'broken') reject(new Error(problem ?? 'the page could not start'))
      if (!isReady && phase !== 'broken') return
      for (const stop of stops) stop()
      resolve()
    }
    const stops = [useApp.subscribe(look), useList.subscribe(look)]
    look()
  })
}
