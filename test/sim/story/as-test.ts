import { toldBriefly } from './a-story'
import type { Story } from './story'

/** A story as a test that can be pasted, with a name to be given. */
export function asTest(story: Story, rule: string): string {
  const literal = JSON.stringify(toldBriefly(story))
    .replaceAll(/"(\w+)":/gu, '$1: ')
    .replaceAll('"', "'")
  return `it('NAME THE BUG (${rule}, seed ${story.seed})', () => {
  expect(play(aStory(${literal})).failure).toBeNull()
})
`
}
