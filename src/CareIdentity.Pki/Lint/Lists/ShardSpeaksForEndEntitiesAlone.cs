namespace CareIdentity.Pki.Lint.Lists;

/// <summary>A shard is one part of what an authority issued to cards; nothing in it is said of authorities.</summary>
internal sealed class ShardSpeaksForEndEntitiesAlone : ICrlRule
{
    public string Citation => "RFC 5280 §5.2.5";

    public string? Check(CrlUnderLint list) =>
        list.List.Extensions is { Shard: not null, OnlyEndEntities: false } or { OnlyAuthorities: true } or { OnlyEndEntities: true, Shard: null }
            ? "The list does not speak for the end entities of one shard, or for all."
            : null;
}
