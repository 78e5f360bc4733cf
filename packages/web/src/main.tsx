// Starts the console in the browser.
import './style/base.css'
import './style/parts.css'
import './style/audit.css'
import './style/money.css'
import './style/explain.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { startWords } from './words/index.ts'

startWords()
const place = document.getElementById('root')
if (!place) throw new Error('index.html has no element #root')
createRoot(place).render(<App />)
