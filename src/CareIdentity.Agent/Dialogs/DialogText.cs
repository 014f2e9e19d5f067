using CareIdentity.Cards.Workstation;

namespace CareIdentity.Agent.Dialogs;

/// <summary>What a window says: who asks, what for, about which card. One line each, the origin first, because a page can paint everything but that.</summary>
internal static class DialogText
{
    public static string Of(PasscodeContext context, string question)
    {
        List<string> lines = [$"{context.Origin} asks:", context.InWords];
        if (context.Why != context.InWords)
        {
            lines.Add(context.Why);
        }

        lines.Add($"Card reader: {context.Reader}");
        lines.Add("");
        if (context.Violation is { } violation)
        {
            lines.Add(violation.Message);
        }

        if (context.TriesLeft is { } left)
        {
            lines.Add(left == 1 ? "One try is left before the card locks." : $"{left} tries are left before the card locks.");
        }

        lines.Add(question);
        return string.Join('\n', lines);
    }
}
