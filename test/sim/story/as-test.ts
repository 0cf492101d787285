import { toldBriefly } from './a-story'
import type { Story } from './story'

/** Writes a story as a test to paste; its name is left to the reader. */
export function asTest(story: Story, rule: string): string {
  const literal = JSON.stringify(toldBriefly(story))
    .replaceAll(/"(\w+)":/gu, '$1: ')
    .replaceAll('"', "'")
  return `it('NAME THE BUG (${rule}, seed ${story.seed})', () => {
  expect(play(aStory(${literal})).failure).toBeNull()
})
`
}
