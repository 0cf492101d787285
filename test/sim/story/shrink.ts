import { EASY_DISK, EASY_HOST, EASY_RESOURCE } from './a-story'
import type { HostStory, ResourceStory, Story } from './story'

/** Whether a story still fails by the same rule. */
export type Fails = (story: Story) => boolean

/** Durations to try: how long a fault lasts may matter. */
const { host: _host, lengthBytes: _length, ...EASY_MANNERS } = EASY_RESOURCE

/** Removes everything from a failing story that it fails without. */
export function shrink(story: Story, fails: Fails): Story {
  let smallest = story
  const attempt = (simpler: Story): void => {
    if (JSON.stringify(simpler) !== JSON.stringify(smallest) && fails(simpler)) smallest = simpler
  }
  for (let before = ''; before !== JSON.stringify(smallest); ) {
    before = JSON.stringify(smallest)
    shrinkEvents(() => smallest, attempt)
    shrinkLists(() => smallest, attempt)
    attempt({ ...smallest, disk: EASY_DISK })
    attempt({ ...smallest, settings: {} })
    for (const key of Object.keys(smallest.settings)) {
      const { [key as keyof Story['settings']]: _, ...settings } = smallest.settings
      attempt({ ...smallest, settings })
    }
  }
  return smallest
}

function shrinkEvents(story: () => Story, attempt: (simpler: Story) => void): void {
  for (let size = Math.ceil(story().events.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = story().events.length - size; at >= 0; at -= size) {
      const { events } = story()
      attempt({ ...story(), events: events.toSpliced(at, size) })
    }
  }
}

function shrinkLists(story: () => Story, attempt: (simpler: Story) => void): void {
  for (let at = story().hosts.length - 1; at >= 0; at -= 1) {
    if (story().hosts.length > 1) attempt({ ...story(), hosts: story().hosts.toSpliced(at, 1) })
    simplify('hosts', at, EASY_HOST, story, attempt)
  }
  for (let at = story().resources.length - 1; at >= 0; at -= 1) {
    const { resources } = story()
    if (resources.length > 1) attempt({ ...story(), resources: resources.toSpliced(at, 1) })
    simplify('resources', at, EASY_MANNERS, story, attempt)
  }
}

/** Simplifies one property after the other. */
function simplify(
  list: 'hosts' | 'resources',
  at: number,
  easy: Partial<HostStory & ResourceStory>,
  story: () => Story,
  attempt: (simpler: Story) => void,
): void {
  for (const [key, value] of Object.entries(easy)) {
    const all: readonly object[] = story()[list]
    const one = all[at]
    if (one !== undefined) attempt({ ...story(), [list]: all.with(at, { ...one, [key]: value }) })
  }
}
