using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CareIdentity.Tool.Pki;

/// <summary>What was done, when, with the digest of everything that was made: printed, read out and signed by those who were there.</summary>
internal sealed class Transcript(string title, TimeProvider clock)
{
    private readonly StringBuilder text = new(title + "\n" + new string('=', title.Length) + "\n\n");
    private int step;

    public string Text => text.ToString();

    public static string Digest(ReadOnlySpan<byte> octets) => string.Join(' ', Convert.ToHexString(SHA256.HashData(octets)).Chunk(8).Select(group => new string(group)));

    public void Say(string sentence) =>
        text.Append(CultureInfo.InvariantCulture, $"{++step,2}. {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z  {sentence}\n");

    public void Made(string file, ReadOnlySpan<byte> octets) => text.Append(CultureInfo.InvariantCulture, $"      {file}: {octets.Length} octets, SHA-256\n        {Digest(octets)}\n");

    public void Sign(IEnumerable<string> people)
    {
        text.Append("\nWe were there, compared the digests above with the screen, and each share holder checked their share.\n");
        foreach (var person in people.DefaultIfEmpty("Name:"))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {person,-32} date ____________  signature ______________________________\n");
        }
    }
}
