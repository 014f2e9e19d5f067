namespace CareIdentity.Pki.Lint.Lists;

/// <summary>What is fetched there is signed itself; https would need a check of its own.</summary>
internal sealed class ShardHasAPlainHttpAddress : ICrlRule
{
    public string Citation => "RFC 5280 §5.2.5, §8";

    public string? Check(CrlUnderLint list) =>
        list.List.Extensions.Shard is null || HttpAddress.IsPlain(list.List.Extensions.Shard) ? null : "The address of a shard is not an http address.";
}
