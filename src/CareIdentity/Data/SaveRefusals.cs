using CareIdentity.Kernel;

namespace CareIdentity.Data;

/// <summary>Refusals that any save can end in.</summary>
public static class SaveRefusals
{
    public static readonly Refusal ChangedBySomeoneElse = new(
        "changed-by-someone-else",
        "Somebody else changed this while you were looking at it.")
    {
        Why = "A change is only made to what you have seen.",
        Next = "Look at it again, then repeat your change if it is still needed. Nothing was changed.",
    };
}
