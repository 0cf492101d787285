import { describe, expect, it } from 'vitest'
import {
  countAllowed,
  DOWNLOAD_ACTIONS,
  type DownloadActionId,
  isAllowed,
} from '../../src/renderer/actions/download-actions'
import type { DownloadState } from '../../src/shared/download'

const ids = Object.keys(DOWNLOAD_ACTIONS) as DownloadActionId[]

const NONE = { pause: 0, resume: 0, cancel: 0, retry: 0, remove: 0, changeLink: 0, verify: 0 }

describe('the table of download actions', () => {
  it.each<[DownloadState, string]>([
    ['queued', 'top up down bottom pause cancel'],
    ['downloading', 'top up down bottom pause cancel'],
    ['verifying', 'top up down bottom cancel'],
    ['paused', 'top up down bottom changeLink resume cancel'],
    ['needs-link', 'top up down bottom changeLink retry cancel'],
    ['failed', 'top up down bottom changeLink retry remove removeWithFile'],
    ['completed', 'open showInFolder verify remove removeWithFile'],
  ])('allows for a %s download: %s', (state, actions) => {
    const always = ['details', 'copyLink', 'copyCurl']
    const allowed = ids.filter((id) => isAllowed(id, state))
    expect(allowed.toSorted()).toEqual([...actions.split(' '), ...always].toSorted())
  })

  it('counts what the main process counted', () => {
    expect(countAllowed('pause', { ...NONE, pause: 3 }, 9)).toBe(3)
    expect(countAllowed('removeWithFile', { ...NONE, remove: 2 }, 9)).toBe(2)
  })

  it('counts a download that can be verified as completed', () => {
    expect(countAllowed('top', { ...NONE, verify: 4 }, 9)).toBe(5)
    expect(countAllowed('open', { ...NONE, verify: 4 }, 9)).toBe(4)
  })

  it('allows details and copies for every download', () => {
    expect(countAllowed('details', NONE, 9)).toBe(9)
    expect(countAllowed('copyLink', NONE, 9)).toBe(9)
  })

  it('labels one download without a number', () => {
    expect(DOWNLOAD_ACTIONS.pause.label(null)).toBe('Pause')
    expect(DOWNLOAD_ACTIONS.pause.label(1)).toBe('Pause 1')
    expect(DOWNLOAD_ACTIONS.removeWithFile.label(null)).toBe('Remove with file')
  })

  it('marks only the deletion of files as dangerous', () => {
    expect(ids.filter((id) => DOWNLOAD_ACTIONS[id].isDangerous)).toEqual(['removeWithFile'])
  })
})
