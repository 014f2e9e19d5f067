using CareIdentity.Kernel;

namespace CareIdentity.Messages;

/// <summary>The words of a message, as they go out.</summary>
public sealed record MessageText(MessageKind Kind, string Subject, string Words);

/// <summary>
/// The texts of all messages, in one place, in plain English. None holds a date of birth, a number or a document; where one holds a
/// secret (a link, a code), it says that it is one.
/// </summary>
public sealed class MessageTexts(MessageSettings settings)
{
    private const int MostLines = 20;

    public string LinkTo(string path) => settings.Origin + path;

    public MessageText Invitation(string name, string inviter, string organisation, string path, DateOnly until) => Text(
        MessageKind.Invitation,
        $"Apply for your Care ID: {organisation}",
        $"""
        Hello {name},

        {inviter} of {organisation} invites you to apply for a Care ID. You need it to work with health and care records.

        Open this link. It is for you alone, please do not pass it on:
        {LinkTo(path)}

        It works until {Date(until)}. You can stop and come back as often as you like, on a phone or a computer.

        You will need:
        - an identity document with your photo, such as a passport or driving licence
        - proof of your address from the last three months
        - one more document of either kind
        - something that can take a picture

        You do not need a National Insurance number, and you do not need to be in the UK. Whatever you do not have, the pages tell you what else you can do.

        If you do not know {inviter}, do nothing. Nobody can use the link without a code that we send to this address.
        """);

    public MessageText Code(string code, int minutes) => Text(
        MessageKind.OneTimeCode,
        $"{code} is your code",
        $"""
        Your code is {code}

        Type it on the page where you asked for it. It works once, for {minutes} minutes.

        Nobody of us will ever ask you for it. If you did not ask for a code, do nothing.
        """);

    public MessageText MoreNeeded(string name, string organisation, string needed, string path, DateOnly until) => Text(
        MessageKind.MoreNeeded,
        "Your application for a Care ID needs something more",
        $"""
        Hello {name},

        We looked at your application for {organisation}. Before we can go on, we need this from you:

        {needed}

        Open this link, which takes the place of the one before. It is for you alone:
        {LinkTo(path)}

        It works until {Date(until)}. Everything else that you gave us is still there.
        """);

    public MessageText Approved(string name, string organisation, UserUuid uuid) => Text(
        MessageKind.ApplicationOutcome,
        "You have a Care ID",
        $"""
        Hello {name},

        Your identity is confirmed for {organisation}. This is your number in the service (your UUID), for the whole of your working life:

        {uuid.Spoken}

        It is not a secret, and it lets nobody in by itself. {organisation} tells you how you get your smartcard and when your access begins.
        """);

    public MessageText AlreadyKnown(string name, string organisation, UserUuid uuid) => Text(
        MessageKind.ApplicationOutcome,
        "You already have a Care ID",
        $"""
        Hello {name},

        You have had a Care ID before, so you do not need a new one. This is your number in the service (your UUID):

        {uuid.Spoken}

        {organisation} knows of it and asks for the access that you need. If your smartcard is lost or does not work, tell them.
        """);

    public MessageText Refused(string name, string organisation, string reason, string next) => Text(
        MessageKind.ApplicationOutcome,
        "We could not confirm your identity online",
        $"""
        Hello {name},

        We looked at your application for {organisation} and could not accept it:

        {reason}

        What you can do: {next}

        The pictures that you sent are deleted after some weeks.
        """);

    public MessageText SeenInPerson(string name, string organisation) => Text(
        MessageKind.ApplicationOutcome,
        "Your identity will be checked in person",
        $"""
        Hello {name},

        You told us that you cannot finish your application online. That is fine: {organisation} arranges that somebody sees you and your documents, in person or by video.

        You do not need to do anything now. Keep at hand an identity document with your photo, proof of your address, and one more document of either kind.
        """);

    public MessageText InviterTold(string inviter, string reference, string applicant, string what) => Text(
        MessageKind.InviterTold,
        $"Application {reference}: {what}",
        $"""
        Hello {inviter},

        You invited {applicant} to apply for a Care ID. {what}.

        Sign in and open Applications to see more: {LinkTo("/applications/" + reference)}
        """);

    public MessageText RequestDecided(string requester, string reference, string what) => Text(
        MessageKind.RequestDecided,
        $"Request {reference}: {what}",
        $"""
        Hello {requester},

        Your request {reference} was decided: {what}.

        Sign in and open Requests to read the reason and what happens next: {LinkTo("/requests/" + reference)}
        """);

    public MessageText RequestsGiven(string name, IReadOnlyList<string> references) => Text(
        MessageKind.RequestGiven,
        references.Count == 1 ? $"Request {references[0]} was given to you" : $"{references.Count} requests were given to you",
        $"""
        Hello {name},

        {(references.Count == 1 ? "A request was" : $"{references.Count} requests were")} given to you to decide:

        {Lines(references)}

        Nobody else decides {(references.Count == 1 ? "it" : "them")}, unless a colleague takes {(references.Count == 1 ? "it" : "them")} over.

        Sign in and open Requests to see more: {LinkTo(references.Count == 1 ? "/requests/" + references[0] : "/requests?list=mine")}
        """);

    public MessageText RequestEscalated(string name, string reference) => Text(
        MessageKind.RequestEscalated,
        $"Request {reference} was sent to the national Registration Authority",
        $"""
        Hello {name},

        The Registration Authority that has the request {reference} asks the national one to decide it, and you can.

        Sign in and open Requests to read what is asked and what was said: {LinkTo("/requests/" + reference)}

        Accept or reject it there, or give it back with your advice.
        """);

    public MessageText RequestsLate(string name, IReadOnlyList<string> references, int workingDays) => Text(
        MessageKind.RequestLate,
        references.Count == 1 ? $"Request {references[0]} waits too long" : $"{references.Count} requests wait too long",
        $"""
        Hello {name},

        {(references.Count == 1 ? "This request waits" : "These requests wait")} longer than {(workingDays == 1 ? "one working day" : $"{workingDays} working days")}, in which a reply is expected, and you can decide {(references.Count == 1 ? "it" : "them")}:

        {Lines(references)}

        Sign in and open Requests to see more: {LinkTo(references.Count == 1 ? "/requests/" + references[0] : "/requests?list=late")}

        You are told once. What still waits stands under Late.
        """);

    /// <summary>As many as a reader looks at.</summary>
    private static string Lines(IReadOnlyList<string> references) =>
        string.Join('\n', references.Take(MostLines).Select(reference => "- " + reference)) + (references.Count > MostLines ? $"\n- and {references.Count - MostLines} more" : "");

    private MessageText Text(MessageKind kind, string subject, string words) => new(
        kind,
        OneLine($"{subject} ({settings.ServiceName})"),
        $"{words.ReplaceLineEndings("\n").TrimEnd()}\n\nWho can help: {settings.Help}.\nThis message was sent by {settings.ServiceName}; answers to it are not read.\n");

    /// <summary>A name is typed by people: nothing in it may begin a new header line.</summary>
    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= 200 ? line : line[..200];
    }

    private static string Date(DateOnly day) => day.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
}
