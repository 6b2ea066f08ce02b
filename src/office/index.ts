export { type FilledForm, fillForm, nextQuestion } from './forms/fill-form.ts';
export { type Form, formSchema } from './forms/form.ts';
export { type StarterForm, starterForms } from './forms/starter-forms.ts';
export { describeNotice } from './notices/describe-notice.ts';
export { type Notice, noticeTexts, readNotice } from './notices/read-notice.ts';
export { writeReminder } from './notices/write-reminder.ts';
export { type CheckedText, checkText, type TextChange } from './writing/check-text.ts';
