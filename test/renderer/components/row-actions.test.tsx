import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Content } from '../../../src/renderer/components/list/content'
import type { DownloadState } from '../../../src/shared/download'
import { aView } from '../a-view'
import { openWindow } from '../fake-rill/open-window'

const button = (name: string): Promise<HTMLElement> => screen.findByRole('button', { name })

function withOne(state: DownloadState) {
  return openWindow(<Content />, { downloads: [aView({ state, name: 'big.iso' })] })
}

describe('the buttons of a row', () => {
  it.each([
    ['downloading', 'Pause', 'pause'],
    ['paused', 'Resume', 'resume'],
    ['failed', 'Retry', 'retry'],
    ['completed', 'Verify', 'verify'],
  ] as const)('offer a %s download to %s', async (state, name, command) => {
    const { rill, user } = await withOne(state)
    await user.click(await button(`${name} big.iso`))
    expect(rill.argumentsOf(command)).toEqual([[[1]]])
  })
})
