const engine = (name) => `src/main/engine/${name}`

/**
 * Ways to break the engine, each by one passage, that the simulation has to notice. The name says
 * what is wrong then.
 */
export const MUTANTS = [
  {
    name: 'records before it flushes',
    file: engine('transfer/checkpointer.ts'),
    find: '    yield* part.flush()',
    replace: `    this.#record(segments)
    yield* part.flush()`,
  },
  {
    name: 'records what was written during the flush',
    file: engine('transfer/checkpointer.ts'),
    find: '    this.#record(segments)\n    this.#opened.digests.written(segments)',
    replace:
      '    this.#record(this.#opened.map.records())\n    this.#opened.digests.written(segments)',
  },
  {
    name: 'names the file without a flush',
    file: engine('transfer/checkpointer.ts'),
    find: 'yield* part.flush()',
    replace: 'if (!map.isComplete()) yield* part.flush()',
  },
  {
    name: 'never records on the way',
    file: engine('transfer/checkpoint-schedule.ts'),
    find: 'if (this.#bytes > 0) return',
    replace: 'if (this.#bytes < 0) return',
  },
  {
    name: 'writes a 200 at an offset',
    file: engine('proof/validate-response.ts'),
    find: 'if (request.range !== null && request.range.start > 0) {',
    replace: 'if (request.range !== null && request.range.start < 0) {',
  },
  {
    name: 'writes a 206 wherever it asked for one',
    file: engine('proof/validate-response.ts'),
    find: 'contentRange.start !== start ||',
    replace: '',
  },
  {
    name: 'takes every version for the same',
    file: engine('proof/validator.ts'),
    find: `  const [etagA, etagB] = [strongEtag(a), strongEtag(b)]
  if`,
    replace: `  const [etagA, etagB] = [strongEtag(a), strongEtag(b)]
  if (etagA !== etagB || etagA === null) return 'same'
  if`,
  },
  {
    name: 'does not compare the bytes where it goes on',
    file: engine('requests/open-at.ts'),
    find: 'if (!isSame(held, all.subarray(0, overlapBytes)))',
    replace: 'if (held.byteLength < 0)',
  },
  {
    name: 'does not compare where connections meet',
    file: engine('proof/overlap-check.ts'),
    find: 'if (!isSame(written, bytes)) throw',
    replace: 'if (written.byteLength < 0) throw',
  },
  {
    name: 'splits one byte too late',
    file: engine('segments/segment-map.ts'),
    find: 'const right = { start: at, position: at, claimed: at, end,',
    replace: 'const right = { start: at + 1, position: at + 1, claimed: at + 1, end,',
  },
  {
    name: 'leaves what it splits off to both',
    file: engine('segments/segment-map.ts'),
    find: `    left.end = at
    this.#segments.splice`,
    replace: '    this.#segments.splice',
  },
  {
    name: 'keeps the permit of a connection that ends',
    file: engine('connections/connection-pool.ts'),
    find: `    connection.releasePermit()
    if (!task.cancelled()`,
    replace: '    if (!task.cancelled()',
  },
  {
    name: 'takes a short body for a whole one',
    file: engine('connections/fetch-segment.ts'),
    find: 'throw shortBody(options, segment)\n    }',
    replace: 'segment.position = segment.end\n    }',
  },
  {
    name: 'waits for ever on a silent connection',
    file: engine('connections/fetch-segment.ts'),
    find: `    throughput.waiting()
    limit.reschedule(requester.stallMs)`,
    replace: `    throughput.waiting()
    limit.reschedule(null)`,
  },
  {
    name: 'leaves connections open',
    file: engine('connections/fetch-segment.ts'),
    find: `  } finally {
    response.close()
  }
}

/** Also`,
    replace: `  } finally {
    attempt.throughput.waiting()
  }
}

/** Also`,
  },
  {
    name: 'leaves files open',
    file: engine('transfer/transfer.ts'),
    find: 'yield* opened.part.close()',
    replace: 'yield* opened.part.lengthBytes()',
  },
  {
    name: 'never gives a permit back',
    file: engine('hosts/connection-permit.ts'),
    find: 'for (const host of [...this.hosts]) this.#leave(host)\n    this.#holder.released(this)',
    replace: 'this.#holder.released(this)',
  },
  {
    name: 'asks a host as often as it likes',
    file: engine('hosts/permit-allocator.ts'),
    find: 'if (host.permits.size >= this.#limitOf(host)) return false',
    replace: '',
  },
  {
    name: 'runs one too many',
    file: engine('queue/run-queue.ts'),
    find: 'let places = this.#places(',
    replace: 'let places = 1 + this.#places(',
  },
  {
    name: 'keeps the place of a run that has ended',
    file: engine('queue/run-queue.ts'),
    find: '    if (this.#runs.get(run.id) === run) this.#runs.delete(run.id)\n',
    replace: '',
  },
  {
    name: 'does not continue running downloads after a restart',
    file: engine('context.ts'),
    find: 'else if (isToRun(phase)) this.enqueue(download)',
    replace: "else if (phase.name === 'queued') this.enqueue(download)",
  },
  {
    name: 'calls it completed before it has its name',
    file: engine('transfer/transfer.ts'),
    find: `          yield* giveFinalName(download, files)
        }
        recordCompletion(download, store)`,
    replace: `          recordCompletion(download, store)
          yield* giveFinalName(download, files)
        }`,
  },
  {
    name: 'ignores checksums',
    file: engine('proof/check-file.ts'),
    find: 'if (got === hex) continue',
    replace: 'if (got !== undefined) continue',
  },
  {
    name: 'begins again and keeps the old record',
    file: engine('life/download.ts'),
    find: '      this.checkpoint([])\n',
    replace: '',
  },
  {
    name: 'begins again without a word',
    file: engine('life/download.ts'),
    find: "if (costBytes > 0) this.timeline.note('restarted', ...why, { costBytes })\n      else if",
    replace: 'if',
  },
  {
    name: 'takes any new link',
    file: engine('requests/prove-link.ts'),
    find: 'yield* compareOverlap(requester, response, held, end - start)',
    replace: '',
  },
  {
    name: 'forgets a download whose part it cannot delete',
    file: engine('commands/remove-downloads.ts'),
    find: `        downloads.add(download)
        download.fail(thrown)`,
    replace: '        store.downloads.remove([id])',
  },
  {
    name: 'names the file before that is on record for good',
    file: engine('transfer/transfer.ts'),
    find: `          yield* store.transactions.flush()
          yield* giveFinalName`,
    replace: '          yield* giveFinalName',
  },
  {
    name: 'keeps a part of which the record may be lost',
    file: engine('transfer/open-part.ts'),
    find: '  yield* store.transactions.flush()\n',
    replace: '',
  },
  {
    name: 'tries a new link out of turn',
    file: engine('commands/replace-link.ts'),
    find: 'yield* scheduler.visit(url, () =>',
    replace: 'yield* ((body) => body())(() =>',
  },
]
