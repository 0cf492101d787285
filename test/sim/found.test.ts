import { describe, expect, it } from 'vitest'
import { play } from './play'
import { aStory, type Told } from './story/a-story'

/** Bugs that the simulation found, each as the smallest story that shows it. */
const FOUND: Readonly<Record<string, Told>> = {
  'keeps the record of a finalized file across a power cut': {
    seed: 191,
    hosts: [{ latencyMs: 300 }],
    resources: [
      { lengthBytes: 5_397_271 },
      { lengthBytes: 3_975_334 },
      { lengthBytes: 370_542 },
      { lengthBytes: 963_049 },
    ],
    events: [
      { atMs: 300, do: 'add', resource: 3 },
      { atMs: 2_569, do: 'power-cut', forMs: 1_000, steps: 0 },
    ],
  },
  'repeats a request whose response had no length and no byte': {
    seed: 6783,
    hosts: [{}],
    resources: [{ lengthBytes: 8_257_001 }, { host: 1, lengthBytes: 0, manner: 'no-length' }],
    events: [
      { atMs: 200, do: 'add', resource: 5 },
      { atMs: 29_500, do: 'wrong-link', download: 7, resource: 0 },
    ],
  },
  'learns a changed length from a refused range': {
    seed: 9197,
    hosts: [{ breaksPercent: 22 }],
    resources: [{ lengthBytes: 1_177_294 }],
    events: [
      { atMs: 0, do: 'add', resource: 0 },
      { atMs: 500, do: 'expire-link', resource: 0, how: 403 },
      { atMs: 46_392, do: 'change-file', resource: 0, lengthBytes: 0 },
    ],
  },
  'leaves no part file whose record a power cut lost': {
    seed: 219,
    hosts: [{ connectionBytesPerSec: 70_284 }],
    resources: [{ lengthBytes: 1_062_543 }],
    events: [
      { atMs: 300, do: 'add', resource: 1, checksum: true },
      { atMs: 1_000, do: 'power-cut', forMs: 1_000, steps: 5 },
    ],
  },
  'leaves no part file recorded by a killed process and lost in a power cut': {
    seed: 2,
    hosts: [{ latencyMs: 300 }],
    resources: [{ lengthBytes: 80_000 }],
    disk: { writeMs: 5, flushMs: 400 },
    events: [
      { atMs: 0, do: 'add', resource: 0 },
      { atMs: 100, do: 'kill', forMs: 0, steps: 3 },
      { atMs: 1_000, do: 'power-cut', forMs: 0, steps: 0 },
    ],
  },
  'flushes a file name given by a process that was killed': {
    seed: 3,
    hosts: [{ latencyMs: 30 }],
    resources: [{ lengthBytes: 80_000 }],
    disk: { writeMs: 5, flushMs: 400 },
    events: [
      { atMs: 0, do: 'add', resource: 0 },
      { atMs: 1, do: 'kill', forMs: 0, steps: 0 },
      { atMs: 2, do: 'kill', forMs: 0, steps: 23 },
      { atMs: 9_000, do: 'power-cut', forMs: 0, steps: 0 },
    ],
  },
  'deletes the part file of a removed download durably': {
    seed: 297,
    hosts: [{ bytesPerSec: 183_584 }],
    resources: [{ lengthBytes: 2_820_085 }],
    disk: { writeMs: 1, flushMs: 50 },
    events: [
      { atMs: 6_410, do: 'add', resource: 0 },
      { atMs: 11_000, do: 'fail-flush' },
      { atMs: 28_000, do: 'remove', download: 4 },
      { atMs: 119_378, do: 'unplug', forMs: 4_491 },
    ],
  },
  'waits for a permit of the host to try a new link': {
    seed: 135,
    hosts: [{ connectionBytesPerSec: 132_718 }],
    resources: [{ lengthBytes: 2_572_021 }, { lengthBytes: 66_781 }, { lengthBytes: 8_808_582 }],
    settings: { connectionsPerHost: 1 },
    events: [
      { atMs: 0, do: 'add', resource: 2, limitBytesPerSec: 394_016 },
      { atMs: 100, do: 'add', resource: 3, paused: true },
      { atMs: 23_396, do: 'expire-link', resource: 2, how: 401 },
      { atMs: 25_500, do: 'server-down', host: 0, forMs: 233 },
    ],
  },
  'obeys a connection limit lowered during the transfer': {
    seed: 1521,
    hosts: [{ bytesPerSec: 395_428 }],
    resources: [{ lengthBytes: 7_481_224 }],
    disk: { flushMs: 400 },
    events: [
      { atMs: 100, do: 'add', resource: 1, onConflict: 'skip' },
      { atMs: 100, do: 'add', resource: 3 },
      {
        atMs: 19_000,
        do: 'settings',
        patch: {
          simultaneousDownloads: 2,
          connectionsPerDownload: 6,
          connectionsPerHost: 1,
          limitBytesPerSec: 455_270,
        },
      },
    ],
  },
  'obeys a connection limit lowered as a permit is granted': {
    seed: 2842,
    hosts: [{ connectionBytesPerSec: 94_066 }],
    resources: [
      { lengthBytes: 42_829 },
      { lengthBytes: 985_173, manner: 'multipart' },
      { lengthBytes: 25_631 },
      { lengthBytes: 4_846_697 },
      { lengthBytes: 3_803_542 },
    ],
    disk: { flushMs: 50 },
    settings: { connectionsPerHost: 1 },
    events: [
      { atMs: 0, do: 'add', resource: 4 },
      { atMs: 100, do: 'add', resource: 0 },
      { atMs: 300, do: 'add', resource: 1 },
      { atMs: 11_500, do: 'settings', patch: { connectionsPerHost: 4 } },
      { atMs: 11_500, do: 'settings', patch: { connectionsPerHost: 2 } },
    ],
  },
  'repairs a damaged file by a new link under its own name': {
    seed: 1246,
    resources: [{ lengthBytes: 1_584_792 }],
    disk: { flushMs: 50 },
    events: [
      { atMs: 792, do: 'add', resource: 0, checksum: true },
      { atMs: 3_000, do: 'meddle', download: 7, how: 'overwrite' },
      { atMs: 48_363, do: 'verify', download: 3 },
      { atMs: 149_033, do: 'new-link', download: 7 },
    ],
  },
  'stays paused if the disk fails as connections close': {
    seed: 5202,
    resources: [{ lengthBytes: 3_932_548 }],
    disk: { flushMs: 400 },
    events: [
      { atMs: 100, do: 'add', resource: 1, onConflict: 'skip' },
      { atMs: 200, do: 'add', resource: 0, onConflict: 'fail' },
      { atMs: 300, do: 'add', resource: 2, onConflict: 'fail' },
      { atMs: 5_000, do: 'pause', download: 0 },
      { atMs: 16_500, do: 'fail-flush' },
      { atMs: 17_000, do: 'unplug', forMs: 6_225 },
      { atMs: 23_000, do: 'meddle', download: 3, how: 'truncate' },
    ],
  },
  'leaves no part file flushed before its own record': {
    seed: 24224,
    hosts: [{ latencyMs: 300, connectionBytesPerSec: 88_516 }],
    resources: [{ lengthBytes: 2_238_649 }, { lengthBytes: 1_859_084, manner: 'other-range' }],
    disk: { flushMs: 50 },
    settings: { simultaneousDownloads: 1 },
    events: [
      { atMs: 0, do: 'add', resource: 1 },
      { atMs: 0, do: 'add', resource: 2, limitBytesPerSec: 84_444 },
      { atMs: 200, do: 'add', resource: 0 },
      { atMs: 200, do: 'add', resource: 2 },
      { atMs: 300, do: 'add', resource: 3, onConflict: 'fail' },
      {
        atMs: 15_500,
        do: 'settings',
        patch: { simultaneousDownloads: 4, connectionsPerDownload: 7, connectionsPerHost: 16 },
      },
      { atMs: 19_000, do: 'cancel', download: 3 },
      { atMs: 19_500, do: 'power-cut', forMs: 0, steps: 20 },
      { atMs: 19_500, do: 'hold', forMs: 15_468 },
    ],
  },
  'trusts no flush beside one that fails while its Task is paused': {
    seed: 26949,
    resources: [{ lengthBytes: 761_922, manner: 'errors-sometimes' }],
    disk: { flushMs: 400 },
    events: [
      { atMs: 0, do: 'add', resource: 1, onConflict: 'fail', limitBytesPerSec: 23_652 },
      { atMs: 3_000, do: 'fail-flush' },
      { atMs: 4_000, do: 'pause', download: 6 },
    ],
  },
  'verifies a finished file again after its disk was unplugged': {
    seed: 26419,
    resources: [{ lengthBytes: 908_511 }],
    events: [
      { atMs: 100, do: 'add', resource: 1 },
      { atMs: 10_500, do: 'meddle', download: 4, how: 'truncate' },
      { atMs: 28_500, do: 'unplug', forMs: 9_210 },
      { atMs: 30_000, do: 'verify', download: 3 },
    ],
  },
  'knows that a file is damaged after a death at that moment': {
    seed: 25475,
    resources: [{ lengthBytes: 1_134_890 }],
    disk: { writeMs: 5, flushMs: 50 },
    events: [
      { atMs: 100, do: 'add', resource: 1 },
      { atMs: 2_500, do: 'meddle', download: 0, how: 'overwrite' },
      { atMs: 4_000, do: 'quit', forMs: 0, steps: 0 },
      { atMs: 8_000, do: 'unplug', forMs: 3_005 },
      { atMs: 14_000, do: 'kill', forMs: 1_000, steps: 5 },
      { atMs: 23_500, do: 'power-cut', forMs: 1_000, steps: 5 },
      { atMs: 25_927, do: 'expire-link', resource: 1, how: 404 },
      { atMs: 26_500, do: 'verify', download: 5 },
    ],
  },
  'compares the bytes after a gap left by an earlier transfer': {
    seed: 623,
    hosts: [
      { latencyMs: 80, bytesPerSec: 753_641, connectionBytesPerSec: 622_466, breaksPercent: 11 },
    ],
    resources: [
      { lengthBytes: 67_362 },
      { lengthBytes: 7_049_244 },
      { host: 1, lengthBytes: 6_177_755 },
      { host: 1, lengthBytes: 4_413_754, validator: 'none', manner: 'stale-nodes' },
    ],
    disk: { writeMs: 5 },
    settings: { simultaneousDownloads: 1, connectionsPerDownload: 2 },
    events: [
      { atMs: 0, do: 'add', resource: 3, checksum: true, limitBytesPerSec: 70_114 },
      { atMs: 200, do: 'add', resource: 1 },
      { atMs: 300, do: 'add', resource: 2 },
      { atMs: 24_500, do: 'unplug', forMs: 1_276 },
      { atMs: 27_483, do: 'change-file', resource: 3, lengthBytes: 4_413_754 },
      { atMs: 66_188, do: 'reset', host: 1 },
      {
        atMs: 88_280,
        do: 'limit-connections',
        host: 1,
        most: 0,
        refuses: 'busy',
        forMs: 38_325,
      },
    ],
  },
  'continues downloads paused before their first request': {
    seed: 749,
    resources: [{ lengthBytes: 5_686_305 }],
    settings: { simultaneousDownloads: 4, connectionsPerHost: 2 },
    events: [
      { atMs: 0, do: 'add', resource: 2 },
      { atMs: 0, do: 'add', resource: 3, checksum: true },
      { atMs: 0, do: 'pause-all' },
      { atMs: 100, do: 'add', resource: 0 },
      { atMs: 100, do: 'add', resource: 4, onConflict: 'overwrite' },
      { atMs: 14_352, do: 'add', resource: 5 },
      { atMs: 45_752, do: 'add', resource: 1, checksum: true, limitBytesPerSec: 35_524 },
    ],
  },
  'continues a paused download that kept its connection': {
    seed: 1,
    resources: [{ lengthBytes: 20_000_000, manner: 'no-ranges' }],
    settings: { simultaneousDownloads: 1, connectionsPerHost: 1 },
    events: [
      { atMs: 0, do: 'add', resource: 0 },
      { atMs: 1_500, do: 'pause', download: 0 },
      { atMs: 2_500, do: 'add', resource: 0 },
      { atMs: 4_000, do: 'resume', download: 0 },
    ],
  },
  'removes a download cancelled while its new link waits': {
    seed: 5476,
    hosts: [{}, {}],
    resources: [
      { lengthBytes: 9_000_000 },
      { host: 1, lengthBytes: 20_000_000 },
      { host: 1, lengthBytes: 9_000_000 },
    ],
    settings: { simultaneousDownloads: 1, connectionsPerHost: 1 },
    events: [
      { atMs: 0, do: 'add', resource: 0 },
      { atMs: 1_500, do: 'pause', download: 0 },
      { atMs: 2_000, do: 'add', resource: 1 },
      { atMs: 4_000, do: 'wrong-link', download: 0, resource: 2 },
      { atMs: 5_000, do: 'cancel', download: 0 },
    ],
  },
  'continues no connection after bytes it was not compared with': {
    seed: 7181,
    hosts: [{ bytesPerSec: 103_950 }],
    resources: [{ lengthBytes: 5_461_790, validator: 'none' }],
    events: [
      { atMs: 0, do: 'add', resource: 0, onConflict: 'fail', limitBytesPerSec: 34_044 },
      { atMs: 3_510, do: 'change-file', resource: 0, lengthBytes: 5_461_790 },
    ],
  },
  'creates a missing folder as soon as the disk has space': {
    seed: 8602,
    resources: [{ lengthBytes: 1_674_294 }],
    disk: { capacityBytes: 2_970_711, writeMs: 1 },
    events: [
      { atMs: 0, do: 'add', resource: 0 },
      { atMs: 100, do: 'add', resource: 0, paused: true },
      { atMs: 6_500, do: 'relocate', download: 1, folder: 1 },
      { atMs: 10_500, do: 'resume-all' },
    ],
  },
  'starts over in a new folder if the part file was deleted': {
    seed: 3870,
    resources: [{ lengthBytes: 6_000_000 }],
    events: [
      { atMs: 0, do: 'add', resource: 0 },
      { atMs: 1_500, do: 'pause', download: 0 },
      { atMs: 20_000, do: 'meddle', download: 0, how: 'delete' },
      { atMs: 21_000, do: 'relocate', download: 0, folder: 1 },
      { atMs: 22_000, do: 'resume', download: 0 },
    ],
  },
}

describe('Rill', () => {
  it.each(Object.entries(FOUND))('%s', (_name, told) => {
    expect(play(aStory(told)).failure).toBeNull()
  })
})
