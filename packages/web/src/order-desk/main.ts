// Starts the panel: hears orders from whoever embeds it, and answers to them alone.
import './panel.css'
import { type OrderAnswered, orderIn, type PanelReady } from '@yibao/contract/order-desk'
import { Panel } from './panel.ts'
import { wordsOf } from './words.ts'

interface WebView {
  readonly postMessage: (message: unknown) => void
}

/** A page that embeds it, or a program whose browser window it is. */
const embedder: Window | undefined = window.parent === window ? undefined : window.parent
const webView = (window as unknown as { readonly chrome?: { readonly webview?: WebView } }).chrome?.webview

/** Known from the first order: what a doctor chose goes back there and nowhere else. */
let origin: string | undefined

function tell(message: OrderAnswered | PanelReady): void {
  if (!embedder) webView?.postMessage(message)
  // Readiness says nothing about anybody; it is all that is told before the embedder is known.
  else if (message.type === 'yibao.ready') embedder.postMessage(message, '*')
  else if (origin !== undefined) embedder.postMessage(message, origin === 'null' ? '*' : origin)
}

const language = new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'zh'
const place = document.getElementById('panel')
if (!place) throw new Error('order-desk.html has no element #panel')
document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
const words = wordsOf(language)
document.title = words.title
const panel = new Panel(place, words, tell)

addEventListener('message', ({ source, origin: from, data }: MessageEvent) => {
  if (embedder && source !== embedder) return
  if (origin !== undefined && embedder && from !== origin) return
  const order = orderIn(data)
  if (order === 'other') return
  origin ??= from
  if (order) panel.show(order)
  else panel.unreadable()
})
tell({ type: 'yibao.ready' })
