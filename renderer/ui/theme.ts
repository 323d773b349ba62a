import { createTheme, type MantineColorsTuple } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#ecf5f5',
  '#d5e8e8',
  '#aed2d3',
  '#82b8ba',
  '#589b9e',
  '#368287',
  '#1f6d72',
  '#0f5a60',
  '#0a484d',
  '#063539',
];
const stone: MantineColorsTuple = [
  '#faf9f7',
  '#f4f2ee',
  '#e9e6e1',
  '#dad6cf',
  '#c2bcb3',
  '#9c958b',
  '#6b645c',
  '#544e48',
  '#393531',
  '#231f1d',
];
const ink: MantineColorsTuple = [
  '#dce1e0',
  '#bcc5c4',
  '#98a4a3',
  '#6c7877',
  '#3d4848',
  '#2c3636',
  '#202929',
  '#161d1e',
  '#101617',
  '#0a0f10',
];
const brick: MantineColorsTuple = [
  '#fdf1ef',
  '#f9dfdb',
  '#f0bcb5',
  '#e6958b',
  '#dc7165',
  '#cf5347',
  '#bd3d31',
  '#a33026',
  '#85271f',
  '#651d17',
];
const amber: MantineColorsTuple = [
  '#fdf6e7',
  '#f9e9c6',
  '#f1d18d',
  '#e8b754',
  '#dca02b',
  '#c28916',
  '#a06f0d',
  '#81580a',
  '#644408',
  '#483106',
];
const moss: MantineColorsTuple = [
  '#eff6ef',
  '#dbebdc',
  '#b5d4b8',
  '#8cbb91',
  '#65a16c',
  '#46894e',
  '#33723b',
  '#275d2e',
  '#1d4823',
  '#143519',
];

/**
 * Last come fonts for rare characters of names (GB 18030-2022, extension B and beyond), which the others lack: those of
 * Windows by version and language, of macOS, and what Linux distributions carry.
 */
const rareFonts =
  '"SimSun-ExtB", "SimSun-ExtG", "MingLiU-ExtB", "PMingLiU-ExtB", "Songti SC", "Plangothic P1", "Plangothic P2", "Jigmo", "Jigmo2", "Jigmo3", "HanaMinA", "HanaMinB", "BabelStone Han"';
const fontFamily = `system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", ${rareFonts}, sans-serif`;

/**
 * A browser keeps what is typed in its own files, for the next time and for restoring a tab: in clear, customers' names
 * among it. `off` keeps it from both. The sign-in asks for its own fields to be filled in.
 */
const typed = { size: 'xs', autoComplete: 'off' } as const;

/**
 * Deep teal on warm paper by day, on ink by night. Sizes are for a counter workstation of 1366×768: 13 px text,
 * 30 px controls, thin lines instead of shadows.
 */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  colors: { teal, gray: stone, dark: ink, red: brick, yellow: amber, orange: amber, green: moss },
  white: '#ffffff',
  black: '#1d2526',
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Consolas, "Noto Sans Mono CJK SC", monospace',
  headings: {
    fontFamily,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '18px', lineHeight: '1.35' },
      h2: { fontSize: '14px', lineHeight: '1.4' },
      h3: { fontSize: '13px', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '6px', sm: '10px', md: '14px', lg: '20px', xl: '28px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Text: { defaultProps: { size: 'sm' } },
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Badge: { defaultProps: { variant: 'light', size: 'sm', radius: 'sm', tt: 'none', fw: 500 } },
    TextInput: { defaultProps: typed },
    PasswordInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: typed },
    Textarea: { defaultProps: typed },
    TagsInput: { defaultProps: typed },
    MultiSelect: { defaultProps: typed },
    Select: { defaultProps: { ...typed, allowDeselect: false } },
    NativeSelect: { defaultProps: typed },
    Autocomplete: { defaultProps: typed },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: 'sm', fz: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    // In a dialog the heading's <header> is no banner of the page.
    Modal: {
      defaultProps: {
        attributes: { header: { role: 'presentation' } },
        radius: 'md',
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
      },
    },
    Drawer: {
      defaultProps: {
        attributes: { header: { role: 'presentation' } },
        overlayProps: { backgroundOpacity: 0.3 },
      },
    },
  },
});
