/**
 * By this installed programs are known to Windows and macOS for good: shortcuts, taskbar, notices and profiles name it.
 */
export const APP_ID = 'com.branchline.desktop';
