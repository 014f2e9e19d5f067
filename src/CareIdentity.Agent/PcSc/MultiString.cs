using System.Text;

namespace CareIdentity.Agent.PcSc;

/// <summary>Names one after the other, each ended by a zero, the last by two.</summary>
internal static class MultiString
{
    public static string[] Split(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    public static string[] Split(ReadOnlySpan<char> chars) => chars.ToString().Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
