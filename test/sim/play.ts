import { checkEnd } from './judge/check-end'
import { checkList } from './judge/check-list'
import type { Failure } from './judge/judge'
import { BytesWatch } from './judge/watch-bytes'
import { watchLimits } from './judge/watch-limits'
import { watchPhases } from './judge/watch-phases'
import { watchProgress } from './judge/watch-progress'
import { watchWaste } from './judge/watch-waste'
import { nurse } from './person/nurse'
import { act } from './person/person'
import type { Story, StoryEvent } from './story/story'
import { TROUBLE_MS } from './story/tell-story'
import { disturbDisk, disturbNetwork, heal } from './world/disturb'
import { Stage } from './world/stage'
import type { Trace } from './world/trace'

/** After the faults have stopped, every download that can finish does so within this time. */
const CALM_MS = 2 * 3_600_000

/** How often the person checks the remaining downloads. */
const NURSE_EVERY_MS = 5_000

/** How long Rill may take to quit. */
const QUIT_MS = 60_000

/** How long Rill stays idle when everything is done; it must keep nothing open. */
const IDLE_MS = 60_000

export interface Course {
  readonly failure: Failure | null
  readonly trace: Trace
  /** How long the story took, in the time of the world. */
  readonly virtualMs: number
}

/**
 * Plays a story: trouble first, then a calm in which every remaining download has to finish, then
 * the end. The judge watches throughout; the first broken promise ends the story.
 */
export function play(story: Story): Course {
  const stage = new Stage(story)
  const bytes = new BytesWatch(stage)
  watchLimits(stage)
  watchPhases(stage)
  watchProgress(stage)
  const checkWaste = watchWaste(stage, story)
  stage.begun.push((engine) => checkList(stage, engine))
  for (const event of story.events) stage.world.at(event.atMs, () => perform(stage, event))
  stage.start()
  pass(stage, TROUBLE_MS)
  getWell(stage)
  pass(stage, stage.world.now() + IDLE_MS)
  checkEnd(stage, bytes)
  checkWaste()
  quit(stage)
  const { judge, world } = stage
  return { failure: judge.failure, trace: world.trace, virtualMs: world.now() }
}

function pass({ world, judge }: Stage, untilMs: number, isOver = () => false): void {
  world.run(untilMs, () => judge.failure !== null || isOver())
}

function perform(stage: Stage, event: StoryEvent): void {
  stage.world.trace.note('story', JSON.stringify(event))
  switch (event.do) {
    case 'quit':
    case 'kill':
    case 'power-cut':
      stage.end(event)
      return
    case 'server-down':
    case 'partition':
    case 'dns-fails':
    case 'reset':
    case 'silence':
    case 'slow':
    case 'limit-connections':
    case 'misbehave':
    case 'change-file':
    case 'expire-link':
      disturbNetwork(stage, event)
      return
    case 'fill-disk':
    case 'read-only':
    case 'unplug':
    case 'fail-flush':
    case 'meddle':
      disturbDisk(stage, event)
      return
    default:
      act(stage, event)
  }
}

/** The faults stop, and the person sees to every download that can finish. */
function getWell(stage: Stage): void {
  const { world, judge } = stage
  // A life that is about to end ends first.
  pass(stage, world.now() + QUIT_MS)
  heal(stage)
  stage.start()
  const deadlineMs = world.now() + CALM_MS
  while (judge.failure === null) {
    pass(stage, world.now() + NURSE_EVERY_MS)
    const left = nurse(stage)
    if (left.length === 0) return
    if (world.now() > deadlineMs) judge.fail('liveness', `not finished: ${left.join(', ')}`)
  }
}

function quit(stage: Stage): void {
  stage.engine?.stop()
  pass(stage, stage.world.now() + QUIT_MS, () => stage.process === null)
  if (stage.process !== null) stage.judge.fail('quit', 'Rill does not quit')
}
