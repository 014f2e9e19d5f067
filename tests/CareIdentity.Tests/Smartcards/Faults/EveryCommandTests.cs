using CareIdentity.Smartcards;
using CareIdentity.Testing;

namespace CareIdentity.Tests.Smartcards.Faults;

[TakesLong(110)]
public sealed class EveryCommandOfIssuingTests : EveryCommand
{
    protected override IReadOnlyList<CardOperationKind> Kinds => [CardOperationKind.Issue, CardOperationKind.IssueLocked];
}

/// <summary>All other kinds; two classes only so that both of a machine's cores have work.</summary>
[TakesLong(190)]
public sealed class EveryCommandOfCardsInUseTests : EveryCommand
{
    protected override IReadOnlyList<CardOperationKind> Kinds =>
        [.. Enum.GetValues<CardOperationKind>().Except([CardOperationKind.Issue, CardOperationKind.IssueLocked])];
}
