import { describe, expect, it } from 'vitest'
import {
  allows,
  DOWNLOAD_STATES,
  type DownloadAction,
  type DownloadState,
} from '../../src/shared/download'

const ACTIONS: readonly DownloadAction[] = ['pause', 'resume', 'cancel', 'retry', 'remove']

describe('allows', () => {
  it.each<[DownloadState, readonly DownloadAction[]]>([
    ['queued', ['pause', 'cancel']],
    ['downloading', ['pause', 'cancel']],
    ['verifying', ['cancel']],
    ['paused', ['resume', 'cancel']],
    ['needs-link', ['cancel', 'retry']],
    ['failed', ['retry', 'remove']],
    ['completed', ['remove']],
  ])('for a download that is %s: %j', (state, expected) => {
    expect(ACTIONS.filter((action) => allows(state, action))).toEqual(expected)
  })

  it('lets a person get rid of a download in every state, in one way', () => {
    for (const state of DOWNLOAD_STATES) {
      expect(allows(state, 'cancel'), state).not.toBe(allows(state, 'remove'))
    }
  })
})
