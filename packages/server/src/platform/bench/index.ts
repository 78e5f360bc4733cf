// Benches of the platform and what others are measured against; entered as `@yibao/server/bench`, never by the platform.

export { type Past, type PastOptions, plantPast } from './past.ts'
export { benchPost, type PostBench, postText } from './post.ts'
export { benchWritePath, type WritePathBench, writePathText } from './run.ts'
export { median, type Sample } from './sample.ts'
export { openScale, type Scale } from './scale.ts'
