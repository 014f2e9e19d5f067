using CareIdentity.Kernel;

namespace CareIdentity.Organisations;

/// <summary>Every way in which the public directory of Registration Authorities says no; <see cref="RaEntry.Check"/> has those of its fields.</summary>
public static class DirectoryRefusals
{
    public static readonly Refusal NotAnRa = new("directory.not-an-ra", "Only a Registration Authority has an entry in the directory.");

    public static readonly Refusal WhatMissing = new("directory.what-missing", "Say what is wrong, in up to 1,000 characters.") { Field = "What" };

    public static readonly Refusal ReplyToWrong = new("directory.reply-wrong", "Enter an e-mail address or a telephone number of at most 200 characters, or leave it empty.") { Field = "ReplyTo" };

    public static readonly Refusal TooMany = new("directory.too-many-reports", "This entry was reported many times today.")
    {
        Why = "So that the Registration Authority can find what matters, no more are taken until tomorrow.",
        Next = "The Registration Authority knows. Try the Registration Authority above it, or come back tomorrow.",
    };

    public static readonly Refusal TooFast = new("directory.too-fast", "Several reports came from your network within a few minutes.")
    {
        Next = "Wait ten minutes, then send it again. What you typed is still here.",
    };

    public static readonly Refusal ReportNotFound = new("directory.report-not-found", "There is no such report, or it is not yours to see.");

    public static readonly Refusal AlreadyResolved = new("directory.already-resolved", "This report was resolved already.");

    public static readonly Refusal AnswerMissing = new("directory.answer-missing", "Say what was done, in up to 1,000 characters.") { Field = "Answer" };
}
