using CareIdentity.Smartcards;

namespace CareIdentity.Tests.Smartcards.Faults;

public sealed class EveryCommandOfIssuingTests : EveryCommand
{
    protected override IReadOnlyList<CardOperationKind> Kinds => [CardOperationKind.Issue, CardOperationKind.IssueLocked];
}

/// <summary>All other kinds; two classes only so that both of a machine's cores have work.</summary>
public sealed class EveryCommandOfCardsInUseTests : EveryCommand
{
    protected override IReadOnlyList<CardOperationKind> Kinds =>
        [.. Enum.GetValues<CardOperationKind>().Except([CardOperationKind.Issue, CardOperationKind.IssueLocked])];
}
