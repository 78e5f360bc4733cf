// The look of Ant Design's components: one accent colour, calm greys, text that keeps 4.5 : 1 on white.
import type { ThemeConfig } from 'antd'

export const theme: ThemeConfig = {
  cssVar: { prefix: 'y' },
  token: {
    colorPrimary: '#1b5b7a',
    colorInfo: '#1b5b7a',
    colorLink: '#1b5b7a',
    colorSuccess: '#1f6b45',
    colorWarning: '#8a5a00',
    colorError: '#b42318',
    colorText: '#1a2530',
    colorTextSecondary: '#4d5a67',
    colorTextTertiary: '#5d6a77',
    colorTextQuaternary: '#5d6a77',
    colorTextPlaceholder: '#657280',
    colorBorder: '#8d99a5',
    colorBorderSecondary: '#e2e7ec',
    colorBgLayout: '#f4f6f8',
    borderRadius: 4,
    controlHeight: 34,
    fontSize: 14,
    fontFamily: 'var(--font)',
    motion: false,
  },
}
