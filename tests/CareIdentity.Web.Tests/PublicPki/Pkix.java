import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.*;
import java.util.*;

/** Validates the path of the files named, target first and anchor last, and asks for revocation where the certificates say. */
public final class Pkix {
    public static void main(String[] arguments) throws Exception {
        var factory = CertificateFactory.getInstance("X.509");
        var path = new ArrayList<X509Certificate>();
        for (var file : Arrays.asList(arguments).subList(1, arguments.length)) {
            try (var in = Files.newInputStream(Path.of(file))) {
                path.add((X509Certificate) factory.generateCertificate(in));
            }
        }

        var anchor = new TrustAnchor(path.remove(path.size() - 1), null);
        var validator = CertPathValidator.getInstance("PKIX");
        var revocation = (PKIXRevocationChecker) validator.getRevocationChecker();
        revocation.setOptions(arguments[0].equals("crl")
            ? EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK)
            : EnumSet.of(PKIXRevocationChecker.Option.NO_FALLBACK));
        var parameters = new PKIXParameters(Set.of(anchor));
        parameters.addCertPathChecker(revocation);
        try {
            validator.validate(factory.generateCertPath(path), parameters);
            System.out.println("valid");
        } catch (CertPathValidatorException refused) {
            System.out.println(refused.getReason() + " " + refused.getMessage());
        }
    }
}
