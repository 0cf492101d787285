"""Runs programs of the language in program.ts on CPython's asyncio, in virtual time.

Reads a JSON array of programs from stdin and prints a JSON array of their logs. Uses asyncio's
public interface, and of the loop what a subclass has to fill in. Needs Python 3.11 or newer.
"""

import asyncio
import gc
import json
import os
import sys
import warnings

MAX_TURNS = 20_000


def exact_ms(seconds):
    """Milliseconds without what seconds have lost or gained; programs use no less than a 64th."""
    return round(seconds * 64_000) / 64


class Boom(Exception):
    pass


class NumberedTask(asyncio.Task):
    """A Task whose hash is its number: a TaskGroup's set then keeps the order of creation.

    asyncio cancels the Tasks of a group in the order of a set, that is, in any order. The order
    of creation is one of these, and the one that the kernel promises.
    """

    number = 0

    def __hash__(self):
        return self.number


class VirtualLoop(asyncio.BaseEventLoop):
    """Time stands still while anything can run, and jumps to the next timer when nothing can."""

    def __init__(self, plain_timers):
        super().__init__()
        self.now_ms = 0
        self.turns = 0
        self.number = None
        self._timers_made = 0
        self._plain_timers = plain_timers
        self._selector = self
        # Less than a 64th of a millisecond, and much more than what rounding does to seconds.
        self._clock_resolution = 1e-5
        self.set_task_factory(self._make_task)
        self.failed_callbacks = 0
        self.set_exception_handler(self._note_failure)

    def _note_failure(self, _loop, context):
        if context['message'].startswith('Exception in callback'):
            self.failed_callbacks += 1

    def _make_task(self, _loop, coroutine, **options):
        if self.number is None:
            return asyncio.Task(coroutine, loop=self, **options)
        task = NumberedTask(coroutine, loop=self, **options)
        task.number = self.number
        return task

    def time(self):
        return self.now_ms / 1000

    def call_at(self, when, callback, *args, context=None):
        # Timers of the same moment fire in the order of a heap, that is, in any order: a hair
        # between them makes it the order in which they were made.
        at = exact_ms(when) / 1000
        if not self._plain_timers:
            self._timers_made += 1
            at += self._timers_made * 1e-10
        return super().call_at(at, callback, *args, context=context)

    # As its own selector: no file descriptors, only time.

    def select(self, timeout):
        self.turns += 1
        if timeout is None or self.turns > MAX_TURNS:
            self.stop()
        elif timeout > 0:
            self.now_ms += exact_ms(timeout)
        return []

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass


def error_name(error):
    if isinstance(error, Boom):
        return f'Boom({error})'
    if isinstance(error, asyncio.CancelledError):
        message = str(error)
        return f'CancelledError({message})' if message else 'CancelledError'
    if isinstance(error, BaseExceptionGroup):
        return 'group[' + ', '.join(error_name(one) for one in error.exceptions) + ']'
    kind = error_kind(error)
    return kind if kind != 'any' else f'unexpected {error!r}'


def error_kind(error):
    for kind, class_ in (
        ('Boom', Boom),
        ('CancelledError', asyncio.CancelledError),
        ('group', BaseExceptionGroup),
        ('TimeoutError', TimeoutError),
        ('InvalidStateError', asyncio.InvalidStateError),
        ('QueueEmpty', asyncio.QueueEmpty),
        ('QueueFull', asyncio.QueueFull),
        ('BrokenBarrierError', asyncio.BrokenBarrierError),
        ('Error', (RuntimeError, ValueError)),
    ):
        if isinstance(error, class_):
            return kind
    return 'any'


def shown(value):
    if value is None or value is True:
        return 'nothing'
    if isinstance(value, BaseException):
        return error_name(value)
    if isinstance(value, list):
        return '[' + ', '.join(shown(one) for one in value) + ']'
    return str(value)


def label(what):
    name = what.get('of') or what.get('name')
    return what['on'] if name is None else f'{what["on"]} {name}'


class World:
    """One run of one program."""

    def __init__(self, program):
        self.program = program
        self.loop = VirtualLoop(program.get('plainTimers', False))
        self.lines = []
        self.things = {}
        self.names = {}
        self.counters = {}
        self.callbacks = {}
        self.group_sizes = {}
        self.started = []
        self.over = False

    def run(self):
        self.start('main', self.loop.create_task(self.task('main', self.program['body'])))
        self.loop.run_forever()
        stuck = self.list_stuck('deadlock' if not self.things['main'].done() else 'left')
        if stuck and not self.program.get('leaveStuck'):
            for _name, future in stuck:
                future.cancel()
            self.loop.run_forever()
            self.list_stuck('still there')
        if self.loop.failed_callbacks:
            self.log('loop', f'{self.loop.failed_callbacks} callbacks failed')
        if self.loop.turns > MAX_TURNS:
            self.log('loop', 'too many turns')
        self.over = True
        return self.lines

    def list_stuck(self, word):
        stuck = [(name, future) for name, future in self.started if not future.done()]
        if stuck:
            self.log('loop', word + ': ' + ' '.join(name for name, _future in stuck))
        return stuck

    def log(self, who, text):
        if not self.over:
            now_ms = self.loop.now_ms
            now_ms = int(now_ms) if now_ms == int(now_ms) else now_ms
            self.lines.append(f'{now_ms} {who}: {text}')

    def start(self, name, future):
        self.things[name] = future
        self.names[future] = name
        self.started.append((name, future))
        future.add_done_callback(lambda _: self.log(name, f'done: {self.state(future)}'))

    @staticmethod
    def state(future):
        if not future.done():
            return 'pending'
        if future.cancelled():
            return 'cancelled'
        error = future.exception()
        return f'raised {error_name(error)}' if error is not None else shown(future.result())

    async def task(self, who, body):
        returned = await self.block(who, body, None)
        return None if returned is None else returned[0]

    def awaitable(self, what, who):
        """The coroutine or Future; a coroutine has not begun."""
        on = what['on']
        thing = self.things.get(what.get('of'))
        if on == 'task':
            return thing
        if on == 'body':
            return self.task(what['name'], what['body'])
        if on == 'sleep':
            return asyncio.sleep(what['ms'] / 1000)
        if on == 'gather':
            all_ = [self.awaitable(one, who) for one in what['all']]
            return asyncio.gather(*all_, return_exceptions=what['returnExceptions'])
        if on == 'shield':
            return asyncio.shield(self.awaitable(what['inner'], who))
        if on == 'wait':
            return self.wait(what)
        if on == 'waitFor':
            return asyncio.wait_for(self.awaitable(what['inner'], who), what['ms'] / 1000)
        if on == 'acquire':
            return thing.acquire()
        if on in ('event', 'condition', 'barrier'):
            return thing.wait()
        if on == 'conditionFor':
            counter = what['counter']
            return thing.wait_for(lambda: self.counters.get(counter, 0) >= what['atLeast'])
        if on == 'get':
            return thing.get()
        if on == 'put':
            return thing.put(what['value'])
        if on == 'join':
            return thing.join()
        if on == 'barrierReset':
            return thing.reset()
        if on == 'barrierAbort':
            return thing.abort()
        raise AssertionError(on)

    async def wait(self, what):
        timeout_ms = what['timeoutMs']
        done, pending = await asyncio.wait(
            [self.things[name] for name in what['all']],
            timeout=None if timeout_ms is None else timeout_ms / 1000,
            return_when=what['returnWhen'],
        )
        sets = [sorted({self.names[one] for one in some}) for some in (done, pending)]
        return f'done {" ".join(sets[0])} pending {" ".join(sets[1])}'

    async def block(self, who, body, caught):
        """Carries out statements; returns a tuple of the value if one of them was `return`."""
        for statement in body:
            returned = await self.statement(who, statement, caught)
            if returned is not None:
                return returned
        return None

    def at_once(self, who, body):
        """Carries out statements that do not wait, outside of any Task."""
        coroutine = self.block(who, body, None)
        try:
            coroutine.send(None)
        except StopIteration:
            pass
        except (Exception, asyncio.CancelledError) as error:
            self.log(who, f'callback raised {error_name(error)}')
        else:
            raise AssertionError('a callback waited')

    async def statement(self, who, it, caught):
        do = it['do']
        thing = self.things.get(it.get('of'))

        if do == 'log':
            self.log(who, it['text'])
        elif do == 'await':
            try:
                value = await self.awaitable(it['what'], who)
            except (Exception, asyncio.CancelledError) as error:
                self.log(who, f'{label(it["what"])} raised {error_name(error)}')
                raise
            self.log(who, f'{label(it["what"])} gave {shown(value)}')
        elif do == 'spawn':
            self.spawn(it)
        elif do == 'start':
            self.start(it['name'], asyncio.ensure_future(self.awaitable(it['what'], who)))
        elif do == 'try':
            return await self.try_(who, it, caught)
        elif do == 'rethrow':
            raise caught
        elif do == 'raise':
            raise Boom(it['message'])
        elif do == 'raiseCancelled':
            raise asyncio.CancelledError
        elif do == 'return':
            return (it['value'],)
        elif do == 'cancel':
            asked = self.things[it['who']].cancel(it['message'])
            self.log(who, f'cancel {it["who"]}: {"yes" if asked else "no"}')
        elif do in ('uncancel', 'cancelling'):
            task = asyncio.current_task() if it['who'] is None else self.things[it['who']]
            self.log(who, f'{do}: {task.uncancel() if do == "uncancel" else task.cancelling()}')
        elif do == 'state':
            self.log(who, f'{it["of"]} is {self.state(thing)}')
        elif do == 'result':
            self.log(who, f'result of {it["of"]}: {shown(thing.result())}')
        elif do == 'exception':
            self.log(who, f'exception of {it["of"]}: {shown(thing.exception())}')
        elif do == 'future':
            self.start(it['name'], self.loop.create_future())
        elif do == 'setResult':
            thing.set_result(it['value'])
        elif do == 'setException':
            thing.set_exception(Boom(it['message']))
        elif do == 'group':
            async with asyncio.TaskGroup() as group:
                self.things[it['name']] = group
                self.group_sizes[it['name']] = 0
                return await self.block(who, it['body'], caught)
        elif do == 'timeout':
            delay = None if it['ms'] is None else it['ms'] / 1000
            return await self.limited(who, it, asyncio.timeout(delay), caught)
        elif do == 'timeoutAt':
            when = None if it['at'] is None else it['at'] / 1000
            return await self.limited(who, it, asyncio.timeout_at(when), caught)
        elif do == 'reschedule':
            thing.reschedule((self.loop.now_ms + it['ms']) / 1000)
        elif do == 'asCompleted':
            await self.as_completed(who, it)
        elif do == 'make':
            self.things[it['name']] = self.make(it['kind'], it['size'])
        elif do == 'makeConditionOn':
            self.things[it['name']] = asyncio.Condition(self.things[it['lock']])
        elif do == 'release':
            thing.release()
        elif do == 'set':
            thing.set()
        elif do == 'clear':
            thing.clear()
        elif do == 'notify':
            thing.notify(it['n'])
        elif do == 'notifyAll':
            thing.notify_all()
        elif do == 'taskDone':
            thing.task_done()
        elif do == 'putNowait':
            thing.put_nowait(it['value'])
        elif do == 'getNowait':
            self.log(who, f'getNowait {it["of"]} gave {shown(thing.get_nowait())}')
        elif do == 'with':
            async with thing:
                self.log(who, f'entered {it["of"]}')
                return await self.block(who, it['body'], caught)
        elif do == 'look':
            self.log(who, f'{it["of"]}: {self.look(it["kind"], thing)}')
        elif do == 'count':
            self.counters[it['counter']] = self.counters.get(it['counter'], 0) + it['by']
        elif do == 'repeat':
            for _ in range(it['times']):
                returned = await self.block(who, it['body'], caught)
                if returned is not None:
                    return returned
        elif do == 'callSoon':
            self.loop.call_soon(self.at_once, 'callback', it['body'])
        elif do == 'callLater':
            self.things[it['name']] = self.loop.call_later(
                it['ms'] / 1000, self.at_once, it['name'], it['body']
            )
        elif do == 'callOff':
            thing.cancel()
        elif do == 'onDone':
            callback = self.callbacks.setdefault(
                it['name'], lambda _future: self.at_once(it['name'], it['body'])
            )
            thing.add_done_callback(callback)
        elif do == 'offDone':
            thing.remove_done_callback(self.callbacks[it['name']])
        else:
            raise AssertionError(do)
        return None

    def spawn(self, it):
        coroutine = self.task(it['name'], it['body'])
        into = it['into']
        if into is None:
            task = self.loop.create_task(coroutine)
        else:
            self.loop.number = self.group_sizes[into]
            self.group_sizes[into] += 1
            try:
                task = self.things[into].create_task(coroutine)
            finally:
                self.loop.number = None
        self.start(it['name'], task)

    async def try_(self, who, it, caught):
        try:
            return await self.block(who, it['body'], caught)
        except (Exception, asyncio.CancelledError) as error:
            if error_kind(error) not in it['kinds'] and 'any' not in it['kinds']:
                raise
            self.log(who, f'caught {error_name(error)}')
            return await self.block(who, it['catch'], error)
        finally:
            if it['finally'] and not self.over:
                self.log(who, 'finally')
                returned = await self.block(who, it['finally'], caught)
                if returned is not None:
                    return returned

    async def limited(self, who, it, limit, caught):
        async with limit:
            self.things[it['name']] = limit
            return await self.block(who, it['body'], caught)

    async def as_completed(self, who, it):
        timeout_ms = it['timeoutMs']
        timeout = None if timeout_ms is None else timeout_ms / 1000
        for one in asyncio.as_completed([self.things[name] for name in it['all']], timeout=timeout):
            try:
                value = await one
            except (Exception, asyncio.CancelledError) as error:
                self.log(who, f'next raised {error_name(error)}')
                if not it['tolerant'] or isinstance(error, asyncio.CancelledError):
                    raise
            else:
                self.log(who, f'next gave {shown(value)}')

    @staticmethod
    def make(kind, size):
        if kind == 'lock':
            return asyncio.Lock()
        if kind == 'semaphore':
            return asyncio.Semaphore(size)
        if kind == 'boundedSemaphore':
            return asyncio.BoundedSemaphore(size)
        if kind == 'event':
            return asyncio.Event()
        if kind == 'condition':
            return asyncio.Condition()
        if kind == 'queue':
            return asyncio.Queue(size)
        if kind == 'priorityQueue':
            return asyncio.PriorityQueue(size)
        if kind == 'lifoQueue':
            return asyncio.LifoQueue(size)
        if kind == 'barrier':
            return asyncio.Barrier(size)
        raise AssertionError(kind)

    @staticmethod
    def look(kind, thing):
        if kind in ('lock', 'semaphore', 'boundedSemaphore', 'condition'):
            return 'locked' if thing.locked() else 'unlocked'
        if kind == 'event':
            return 'set' if thing.is_set() else 'clear'
        if kind == 'barrier':
            return f'{thing.n_waiting} of {thing.parties}' + (' broken' if thing.broken else '')
        words = [str(thing.qsize())]
        words += ['empty'] if thing.empty() else []
        words += ['full'] if thing.full() else []
        return ' '.join(words)


def main():
    gc.disable()
    warnings.simplefilter('ignore')
    sys.setrecursionlimit(4000)
    worlds = [World(program) for program in json.load(sys.stdin)]
    json.dump([world.run() for world in worlds], sys.stdout)
    sys.stdout.flush()
    # What is still suspended stays so: unwinding it would only complain that its loop is gone.
    os._exit(0)


if __name__ == '__main__':
    main()
