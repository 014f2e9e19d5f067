namespace CareIdentity.Tests.Architecture;

/// <summary>A type by name; a nested or compiler-made type counts as the type that it stands in.</summary>
internal sealed record CodeType(string Assembly, string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}.{Name}";
}

/// <summary>Somewhere in <paramref name="From"/> the compiled code names <paramref name="To"/>, perhaps to reach a member of it.</summary>
internal sealed record TypeUse(CodeType From, string FromMember, CodeType To, string? ToMember)
{
    public override string ToString() => $"{From} ({FromMember}) uses {To}{(ToMember is null ? "" : $".{ToMember}")}";
}
