using CareIdentity.Kernel;
using CareIdentity.Messages;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Administration;

/// <summary>Messages that were given up, with why, and a way to have them sent again. Their words are not shown: they may hold a link or a code.</summary>
public sealed class MessagesModel(MessageQueries messages, SendMessageAgain again, Authority authority) : PortalPage
{
    [BindProperty]
    public Guid Id { get; set; }

    public MessageList? List { get; private set; }

    public ListState State { get; private set; } = null!;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static EmptyView Empty => new("No message was given up.") { How = "A message that the mail server does not take for two days stands here." };

    public static string Kind(MessageKind kind) => kind switch
    {
        MessageKind.Invitation => "Invitation to apply",
        MessageKind.OneTimeCode => "One-time code",
        MessageKind.MoreNeeded => "Something more is needed",
        MessageKind.ApplicationOutcome => "Outcome of an application",
        MessageKind.InviterTold => "To an inviter",
        MessageKind.RequestGiven => "Request given to a colleague",
        MessageKind.RequestEscalated => "Request sent to the national RA",
        MessageKind.RequestLate => "Request that waits too long",
        _ => "Request decided",
    };

    public static string Trouble(string? trouble) => trouble switch
    {
        null => "Not tried yet",
        "no-mail-server" => "No mail server is configured (Mail:Host)",
        "connection-lost" => "The mail server could not be reached, or the connection ended",
        "not-trusted" => "The mail server’s certificate is not trusted",
        "too-slow" => "The mail server did not answer in time",
        "too-late" => "It was of no use any more before it could be sent",
        _ when trouble.StartsWith("account-", StringComparison.Ordinal) => $"The mail server does not accept our account ({trouble[8..]})",
        _ => $"The mail server said {trouble.Replace("smtp-", "", StringComparison.Ordinal)}{(trouble.StartsWith("smtp-55", StringComparison.Ordinal) ? ": there is no such mailbox, or it takes nothing from us" : "")}",
    };

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        if ((await again.ExecuteAsync(new SendMessageAgainRequest { MessageId = Id }, Actor, Aborted)).Refusal is { } refusal)
        {
            return await RefuseAsync(refusal);
        }

        Say("The message is on its way again.");
        return LocalRedirect("/administration/messages");
    }

    private async Task<IActionResult?> FindAsync()
    {
        State = ListState.Of(Request, [], ["given up"]);
        if (await authority.CheckAsync(Actor, RaFunction.LookAfterMessages, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        List = await messages.DeadAsync(State.Skip, ListState.PageSize, Aborted);
        return null;
    }
}
