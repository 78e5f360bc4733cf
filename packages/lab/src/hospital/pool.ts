// Works through tasks with a fixed number of hands; stops taking new ones when told to.
export async function runAll<Task>(
  tasks: readonly Task[],
  concurrency: number,
  work: (task: Task) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  let next = 0
  const hand = async (): Promise<void> => {
    while (next < tasks.length && !signal?.aborted) {
      const task = tasks[next] as Task
      next += 1
      await work(task)
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, tasks.length) }, hand))
}
