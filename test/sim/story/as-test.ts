import type { Story } from './story'

/** A story as a test that can be pasted, with a name to be given. */
export function asTest(story: Story, rule: string): string {
  const literal = JSON.stringify(story, null, 2).replaceAll(/"(\w+)":/gu, '$1:').replaceAll('"', "'")
  return `it('NAME THE BUG (${rule}, seed ${story.seed})', () => {
  expect(play(${literal.replaceAll('\n', '\n  ')}).failure).toBeNull()
})
`
}
